"""The reports of the window, and how those are found that a title may have to do with."""
