"""The Windows program: verified Python, locked wheels, our launcher, an NSIS setup, a portable zip."""
