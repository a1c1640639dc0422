"""Numbers from a Panel: no plots, no HTML, no files.

The rep is the unit everywhere. `estimate` holds the shapes of results; `within`,
`between` and `resampling` hold the calibrated core; the other modules ask one
question each.
"""
