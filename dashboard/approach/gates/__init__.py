"""What pauses a piece of work, why, and the clinician's written reason to go on."""
