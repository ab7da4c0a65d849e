"""What the profile room's tests are held in."""

from profile_here import kept_profile, kept_ranked, of

__all__ = ["kept_profile", "kept_ranked", "of"]
