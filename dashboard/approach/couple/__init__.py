"""The worksheet of Emotionally Focused Therapy for couples, and what both may see."""
