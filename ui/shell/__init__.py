"""The main window: rail, bars, pane and palette around the screens."""
