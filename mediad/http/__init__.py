"""The HTTP room: one server, typed routes with their OpenAPI, problem details, byte ranges and the live feed."""
