"""The OpenSubsonic protocol: https://opensubsonic.netlify.app."""
