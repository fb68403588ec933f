"""What runs in the child: one file's bytes to plain columns. Imports the standard library and calamine only,
and little of it."""
