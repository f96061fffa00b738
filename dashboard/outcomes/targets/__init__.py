"""SUD and VOC, target by target."""
