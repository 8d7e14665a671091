package io.polisflow.web.models;

import io.polisflow.process.models.DealDiagrams;
import io.polisflow.process.models.ModelFigures;
import io.polisflow.process.models.ModelFigures.TableAnswers;
import io.polisflow.process.models.ModelStatistics;
import io.polisflow.process.models.documentation.ModelDocument;
import io.polisflow.process.models.documentation.ModelDocument.Deadline;
import io.polisflow.process.models.documentation.ModelDocument.Element;
import io.polisflow.process.models.documentation.ModelDocument.Exit;
import io.polisflow.process.models.documentation.ModelDocument.Version;
import io.polisflow.process.models.documentation.ModelDocuments;
import io.polisflow.process.models.documentation.TableDocument;
import io.polisflow.security.UserGroup;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.web.server.ResponseStatusException;

/** Reads what the page of one model shows: what it does, from the model, and how it works, from what has passed. */
@Service
class DocumentPages {

    private final ModelDocuments documents;
    private final ModelFigures figures;
    private final DealDiagrams drawings;
    private final ModelPages pages;

    DocumentPages(ModelDocuments documents, ModelFigures figures, DealDiagrams drawings, ModelPages pages) {
        this.documents = documents;
        this.figures = figures;
        this.drawings = drawings;
        this.pages = pages;
    }

    /**
     * @param since the first day of the period that figures tell of
     * @param all whether the figures are of all versions
     * @param empty whether nothing has ever come through it in that period
     * @param partly whether some flow was taken more often than could be told
     */
    public record ModelView(
            ModelDocument model,
            ModelStatistics figures,
            String since,
            String usual,
            String most,
            boolean all,
            boolean empty,
            boolean partly,
            List<ElementView> elements) {}

    /**
     * @param groups as users read them
     * @param usual how long half of it took at most, null when it was never done or takes no time @param most nine of ten likewise
     */
    public record ElementView(
            Element element,
            List<String> groups,
            List<String> deadlines,
            long standing,
            long finished,
            long interrupted,
            String usual,
            String most,
            List<ExitView> exits) {}

    /**
     * @param taken how often
     * @param share of all that left the element, in percent; null when it decides nothing or none was taken
     */
    public record ExitView(Exit exit, long taken, boolean atLeast, Long share) {}

    /** @param fired by id of the row @param cutDays how far back the engine's memory reaches when that is less than the period */
    public record TableView(
            TableDocument table,
            long evaluations,
            Map<String, Long> fired,
            String since,
            Integer cutDays,
            boolean all) {}

    /**
     * @param version null for the one in force
     * @param all whether to count what passed through other versions as well
     */
    public Optional<ModelView> model(String key, Integer version, boolean all) {
        return documents.process(key, version).map(model -> view(model, all));
    }

    private ModelView view(ModelDocument model, boolean all) {
        ModelStatistics told = figures.of(counted(model.definition(), model.versions(), all));
        Map<String, ModelStatistics.Step> steps =
                told.steps().stream().collect(Collectors.toMap(ModelStatistics.Step::element, Function.identity()));
        Map<String, ModelStatistics.Flow> flows =
                told.flows().stream().collect(Collectors.toMap(ModelStatistics.Flow::flow, Function.identity()));
        return new ModelView(
                model,
                told,
                pages.day(told.since()),
                told.times() == null ? null : DurationText.of(told.times().median()),
                told.times() == null ? null : DurationText.of(told.times().most()),
                all,
                told.empty(),
                told.flows().stream().anyMatch(ModelStatistics.Flow::atLeast),
                model.elements().stream()
                        .map(element -> view(element, steps.get(element.id()), flows))
                        .toList());
    }

    private static List<String> counted(String shown, List<Version> versions, boolean all) {
        return all ? versions.stream().map(Version::definition).toList() : List.of(shown);
    }

    private static ElementView view(
            Element element, ModelStatistics.Step step, Map<String, ModelStatistics.Flow> flows) {
        long left = element.exits().stream()
                .mapToLong(exit -> flows.get(exit.flow()).times())
                .sum();
        // That what only passes the token on takes no time is nothing to tell.
        boolean timed =
                step != null && step.times() != null && step.times().most().compareTo(DurationText.LEAST) >= 0;
        return new ElementView(
                element,
                element.groups().stream().map(DocumentPages::group).toList(),
                element.deadlines().stream().map(DocumentPages::deadline).toList(),
                step == null ? 0 : step.standing(),
                step == null ? 0 : step.finished(),
                step == null ? 0 : step.interrupted(),
                timed ? DurationText.of(step.times().median()) : null,
                timed ? DurationText.of(step.times().most()) : null,
                element.exits().stream()
                        .map(exit -> exit(exit, flows.get(exit.flow()), element.decides() ? left : 0))
                        .toList());
    }

    /** @param all how often one of the ways was taken; 0 when there is nothing to share */
    private static ExitView exit(Exit exit, ModelStatistics.Flow flow, long all) {
        return new ExitView(
                exit, flow.times(), flow.atLeast(), all == 0 ? null : Math.round(100.0 * flow.times() / all));
    }

    /** Groups that an administrator has made beside ours have no other name here. */
    private static String group(String id) {
        return Arrays.stream(UserGroup.values())
                .filter(group -> group.id().equals(id))
                .map(UserGroup::title)
                .findFirst()
                .orElse(id);
    }

    private static String deadline(Deadline deadline) {
        String words = deadline.workingHours() + " рабочих часов" + reminder(deadline.warning());
        words += deadline.takeHours().isEmpty() ? "" : ", взять за " + deadline.takeHours();
        return deadline.when().isEmpty() ? words : words + ", если " + deadline.when();
    }

    /** A share that is no plain number is told as it is written. */
    private static String reminder(String share) {
        if (share.isEmpty()) {
            return "";
        }
        return share.matches("[01](\\.\\d+)?")
                ? ", напоминание через "
                        + new BigDecimal(share)
                                .movePointRight(2)
                                .stripTrailingZeros()
                                .toPlainString() + " % срока"
                : ", напоминание на доле срока " + share;
    }

    /** The like of {@link #model} for a decision table. */
    public Optional<TableView> table(String key, Integer version, boolean all) {
        return documents.table(key, version).map(table -> {
            TableAnswers answers = figures.ofTable(counted(table.definition(), table.versions(), all));
            boolean cut = table.historyDays() != null && table.historyDays() < ModelFigures.PERIOD.toDays();
            return new TableView(
                    table,
                    answers.evaluations(),
                    answers.rows(),
                    pages.day(answers.since()),
                    cut ? table.historyDays() : null,
                    all);
        });
    }

    /** @throws ResponseStatusException when there is no such version of a process */
    public byte[] drawing(String key, Integer version) {
        return documents.definition(key, version).flatMap(drawings::drawing).orElseThrow(DocumentPages::missing);
    }

    static ResponseStatusException missing() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "Такой модели или такой её версии нет");
    }
}
