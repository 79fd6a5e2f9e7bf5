"""The Linux program: a one-folder build by PyInstaller in a .deb."""
