#!/bin/sh
# The ten largest instances in French that anybody may join, as CSV. Usage: french-open.sh [https://herdbook.example]
curl --fail --silent "${1:-http://127.0.0.1:3000}/api/v1/instances.csv?language=fr&registrations=open&limit=10"
