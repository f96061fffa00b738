"""The worksheet of Emotionally Focused Individual Therapy."""
