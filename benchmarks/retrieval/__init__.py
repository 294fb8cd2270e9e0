"""Rankings of articles for questions of laypeople, system beside system."""
