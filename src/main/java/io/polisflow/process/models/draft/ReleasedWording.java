package io.polisflow.process.models.draft;

import jakarta.persistence.Embeddable;

/** The version of a template that a release brought; the one before it is what the release replaced. */
@Embeddable
public record ReleasedWording(String template, int number) {}
