// Headroom
