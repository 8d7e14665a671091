package io.polisflow.process.models.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.util.ParseUtil;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A question about the last year has an answer only while the engine keeps what was asked for as long. */
class HistoryIsKeptTest {

    /** Rounds that go by themselves: nobody asks what they did a year ago. */
    private static final Set<String> ROUNDS = Set.of("deadline-watch.bpmn", "registry-refresh.bpmn");

    static Stream<File> files() {
        return Stream.of(Objects.requireNonNull(new File("bpmn").listFiles()))
                .filter(file -> !ROUNDS.contains(file.getName()));
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatAModelOrTableLeavesIsKeptForAYear(File file) {
        Stream<String> kept = file.getName().endsWith(".dmn")
                ? Dmn.readModelFromFile(file).getModelElementsByType(Decision.class).stream()
                        .map(Decision::getCamundaHistoryTimeToLiveString)
                : Bpmn.readModelFromFile(file).getModelElementsByType(Process.class).stream()
                        .map(Process::getCamundaHistoryTimeToLiveString);

        assertThat(kept.map(ParseUtil::parseHistoryTimeToLive)).isNotEmpty().allSatisfy(days -> assertThat(days)
                .isGreaterThanOrEqualTo((int) WhatIf.YEAR.toDays()));
    }
}
