"""EFT, EFIT, IFS and EMDR: choice, plan, stage and targets."""
