// Support shared by the test targets.
