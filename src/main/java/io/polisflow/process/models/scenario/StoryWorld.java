package io.polisflow.process.models.scenario;

import io.polisflow.crm.calendar.WorkingCalendar;
import io.polisflow.crm.deal.Stage;
import io.polisflow.process.engine.ModelElements;
import io.polisflow.process.engine.StageReached;
import io.polisflow.process.models.scenario.Walk.Visit;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** What stands in for everything around the models while stories are played: the CRM's memory, the clock, the answers of steps. */
final class StoryWorld implements StandIn.Play, StageReached {

    private final Words words;
    private final WorkingCalendar calendar;
    private final StoryClock clock;
    private final Walk walk;
    private final ModelLabels labels;
    private StoryFacts facts;
    private StoryAnswers answers;
    private Effects effects;
    private String stage;

    StoryWorld(Words words, WorkingCalendar calendar, StoryClock clock, Walk walk, ModelLabels labels) {
        this.words = words;
        this.calendar = calendar;
        this.clock = clock;
        this.walk = walk;
        this.labels = labels;
        begin();
    }

    /** Forgets the story before. */
    void begin() {
        clock.begin();
        walk.newStory();
        facts = new StoryFacts(words.defaults());
        answers = new StoryAnswers(labels);
        effects = new Effects(facts, new StoryValues(calendar, clock), clock);
        stage = null;
    }

    StoryFacts facts() {
        return facts;
    }

    StoryAnswers answers() {
        return answers;
    }

    StoryClock clock() {
        return clock;
    }

    WorkingCalendar calendar() {
        return calendar;
    }

    Walk walk() {
        return walk;
    }

    ModelLabels labels() {
        return labels;
    }

    /** The label of the stage that the last step with one named, or null. */
    String stage() {
        return stage;
    }

    @Override
    public void stageReached(String dealNumber, String code) {
        stage = Stage.of(code).label();
    }

    @Override
    public void step(String bean, DelegateExecution execution) {
        Visit step = new Visit(Walk.model(execution), ModelElements.element(execution.getCurrentActivityId()));
        StoryAnswers.Answer answer = answers.take(step);
        answer.failIfSaid();
        effects.play(bean, execution, answer.ofBean(), answer.data());
    }
}
