"""What is fast, and how it was measured, side by side with the alternatives."""
