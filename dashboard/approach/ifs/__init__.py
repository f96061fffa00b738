"""The worksheet of Internal Family Systems: the parts of the map."""
