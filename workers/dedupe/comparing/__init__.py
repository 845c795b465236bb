"""Two titles side by side: what distinguishes them, what one leaves out of the other, and what that makes."""
