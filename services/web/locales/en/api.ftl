# What programs read.
