"""The history along the client's age: figures, events, adult relationships, therapy."""
