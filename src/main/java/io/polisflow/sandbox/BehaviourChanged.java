package io.polisflow.sandbox;

/** Tells simulated systems that do not speak HTTP (mail) that somebody switched their behaviour. */
public record BehaviourChanged(String system, Mode mode) {}
