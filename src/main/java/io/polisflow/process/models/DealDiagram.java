package io.polisflow.process.models;

import io.polisflow.process.sla.HeldUpSteps.HeldUp;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * Where one deal stands in its models; all times are of the insurer's zone.
 *
 * @param runs every run of a model that belongs to the deal, the frame first, then in the order they began
 * @param shown the run that {@code marks}, {@code flows} and {@code passed} tell of; null when there are no runs
 * @param marks what the run's elements bear
 * @param flows ids of the sequence flows that were taken
 * @param passed the run's finished steps that have a name, in the order they began
 * @param tokens where the whole deal stands, also in other runs
 * @param cut whether so much has happened that only the latest of it is told
 */
public record DealDiagram(
        List<Run> runs,
        Run shown,
        List<Mark> marks,
        List<String> flows,
        List<Step> passed,
        List<Token> tokens,
        boolean cut) {

    public enum State {
        RUNNING("идёт"),
        PAUSED("на паузе"),
        COMPLETED("завершён"),
        TERMINATED("прерван");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * A model at work once.
     *
     * @param process the model's key
     * @param name as the model calls itself
     * @param model id of that version of the model, good for its drawing
     * @param caller the run that called this one, or null
     * @param turn counts the runs of the same model from 1
     */
    public record Run(
            String id,
            String process,
            String name,
            int version,
            String model,
            String caller,
            int turn,
            OffsetDateTime startedAt,
            OffsetDateTime endedAt,
            State state) {}

    /**
     * What an element of the drawing bears; a count of 0 bears nothing.
     *
     * @param name as the model calls it, or null
     * @param passed how often it was finished
     * @param interrupted how often it was ended before its work was done
     * @param current how many tokens stand there
     * @param paused whether those tokens may not go on
     * @param heldUp whether its work fails and is tried again, or waits for an administrator
     * @param called the latest run that it called, or null
     */
    public record Mark(
            String element,
            String name,
            int passed,
            int interrupted,
            int current,
            boolean paused,
            boolean heldUp,
            String called) {}

    /**
     * @param who the user who did it, or null when nobody had to
     * @param answer the name of the flow by which a gateway was left, or null
     * @param interrupted whether it was ended before its work was done
     * @param called the run that it called, or null
     */
    public record Step(
            String element,
            String name,
            OffsetDateTime startedAt,
            OffsetDateTime endedAt,
            Person who,
            String answer,
            boolean interrupted,
            String called) {}

    /**
     * @param run where it stands
     * @param work whether somebody has to do something
     * @param who works on it, or null
     * @param since null when nothing tells
     * @param dueAt the work's deadline, or when it goes on by itself, or null
     * @param heldUp why its work is not done, or null
     * @param called the run that it waits for, or null
     */
    public record Token(
            Run run,
            String element,
            String name,
            boolean work,
            Person who,
            OffsetDateTime since,
            OffsetDateTime dueAt,
            boolean paused,
            HeldUp heldUp,
            String called) {}

    public record Person(String id, String name) {}
}
