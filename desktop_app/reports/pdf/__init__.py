"""The month's report on paper (ReportLab). Loaded when a report is made, never at start-up."""
