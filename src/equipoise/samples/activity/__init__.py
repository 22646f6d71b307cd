"""Made-up national activity, of any size, and made-up prices for it: files to try pricing on."""
