package io.polisflow.process.models.scenario;

import java.util.List;

/** The stories of one or several files, and what could not be understood in them. */
public record ScenarioReading(List<Scenario> scenarios, List<ScenarioProblem> problems) {}
