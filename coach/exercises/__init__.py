"""The exercise library: what each one is for, how it is done, and how to find it by name."""

from coach.exercises.finding import find, mentioned, suggestions
from coach.exercises.loading import library
from coach.exercises.model import Exercise, ExerciseId, OnTendonTrack

__all__ = ["Exercise", "ExerciseId", "OnTendonTrack", "find", "library", "mentioned", "suggestions"]
