"""OPF files beside books for mediad."""
