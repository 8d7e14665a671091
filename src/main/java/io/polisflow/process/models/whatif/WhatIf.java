package io.polisflow.process.models.whatif;

import io.polisflow.process.engine.OwnWork;
import io.polisflow.process.engine.PastDecisions;
import io.polisflow.process.engine.PastDecisions.Evaluation;
import io.polisflow.process.engine.PastDecisions.Past;
import io.polisflow.process.engine.PastVariables;
import io.polisflow.process.engine.expressions.ForbiddenCodeException;
import io.polisflow.process.models.gate.ModelFile;
import io.polisflow.process.models.whatif.Replay.Answer;
import io.polisflow.process.models.whatif.Tally.Comparison;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.dmn.engine.DmnEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.xml.ModelException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;

/** Asks the changed tables of a draft what they were really asked within the last year, apart from everything that runs. */
@Service
public class WhatIf {

    static final Duration YEAR = Duration.ofDays(365);

    /** So many questions fit into the memory of a small machine and are answered in seconds. */
    static final int MOST = 200_000;

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final String SUFFIX = ".dmn";
    private static final String BROKEN =
            "Таблицу не вычислить. Нажмите «Проверить»: проверка назовёт ошибку, её место и как её исправить.";
    private static final String OF_TODAY =
            "Таблица спрашивает сегодняшний день (today, now): что она ответила бы в прошлом, не пересчитать.";
    private static final String TOO_LONG = "Таблица считается слишком долго. Упростите выражения в её ячейках.";

    private final PastDecisions decisions;
    private final PastVariables variables;
    private final List<AskedElsewhere> elsewhere;
    private final CodeNames codes;
    private final RepositoryService repository;
    private final OwnWork ownWork;
    private final Clock clock;
    private final int most;

    @Autowired
    WhatIf(
            PastDecisions decisions,
            PastVariables variables,
            List<AskedElsewhere> elsewhere,
            CodeNames codes,
            RepositoryService repository,
            OwnWork ownWork,
            Clock clock) {
        this(decisions, variables, elsewhere, codes, repository, ownWork, clock, MOST);
    }

    WhatIf(
            PastDecisions decisions,
            PastVariables variables,
            List<AskedElsewhere> elsewhere,
            CodeNames codes,
            RepositoryService repository,
            OwnWork ownWork,
            Clock clock,
            int most) {
        this.decisions = decisions;
        this.variables = variables;
        this.elsewhere = elsewhere;
        this.codes = codes;
        this.repository = repository;
        this.ownWork = ownWork;
        this.clock = clock;
        this.most = most;
    }

    /** @return whether the file holds decision tables */
    public static boolean isTable(ModelFile file) {
        return file.path().endsWith(SUFFIX);
    }

    /**
     * One question of the past.
     *
     * @param evaluation null when it was not one that the engine keeps
     * @param values what is known of it: the expression that was asked for, mostly a variable → its value
     * @param gone whether nobody knows any more what its values stand for
     */
    private record Question(
            String deal,
            Instant at,
            Evaluation evaluation,
            Map<String, Object> values,
            Outcome was,
            String note,
            boolean gone) {}

    /** What is alike in many questions is answered once. */
    private record Alike(Map<String, Object> values, Outcome was, boolean gone) {}

    /**
     * @param file of the draft
     * @param inForce what it would replace, or null
     * @return one for each table in the file
     */
    public List<WhatIfAnswer> ask(ModelFile file, ModelFile inForce) {
        Map<String, TableText> tables;
        try {
            tables = TableText.read(file.content());
        } catch (ModelException e) {
            return List.of(WhatIfAnswer.problem(stem(file), stem(file), BROKEN));
        }
        Map<String, TableText> current = new HashMap<>();
        if (inForce != null) {
            current.putAll(TableText.read(inForce.content()));
        }
        return tables.values().stream()
                .map(table -> ask(table, current.get(table.key())))
                .toList();
    }

    private static String stem(ModelFile file) {
        return file.name().substring(0, file.name().length() - SUFFIX.length());
    }

    private WhatIfAnswer ask(TableText table, TableText inForce) {
        if (!table.isData()) {
            return WhatIfAnswer.problem(table.key(), table.name(), BROKEN);
        }
        if (table.asksForToday()) {
            return WhatIfAnswer.problem(table.key(), table.name(), OF_TODAY);
        }
        long until = System.nanoTime() + LONGEST.toNanos();
        try {
            return answered(table, inForce, new Replay(table, until), until);
        } catch (DmnEngineException | ForbiddenCodeException e) {
            return WhatIfAnswer.problem(table.key(), table.name(), BROKEN);
        } catch (Replay.OutOfTime e) {
            return WhatIfAnswer.problem(table.key(), table.name(), TOO_LONG);
        }
    }

    private WhatIfAnswer answered(TableText table, TableText inForce, Replay replay, long until) {
        Instant now = clock.instant();
        Instant since = now.minus(YEAR);
        Map<String, TableText> versions = new HashMap<>();
        Past past = decisions.of(table.key(), since, now, most);
        List<Question> questions = new ArrayList<>(questions(past, table.key(), versions));
        boolean more = past.more();
        for (AskedElsewhere other : elsewhere) {
            if (other.decision().equals(table.key()) && inForce != null) {
                List<AskedElsewhere.Asked> asked = other.between(since, now, most + 1);
                more |= asked.size() > most;
                Replay current = new Replay(inForce, until);
                asked.stream().limit(most).map(each -> question(each, current)).forEach(questions::add);
            }
        }
        questions.sort(Comparator.comparing(Question::at).reversed());
        Set<String> literals = new HashSet<>(table.literals());
        versions.values().stream()
                .filter(version -> version != null)
                .forEach(version -> literals.addAll(version.literals()));
        if (inForce != null) {
            literals.addAll(inForce.literals());
        }
        Tally tally = new Tally(table, new TableReading(table, literals, codes));
        Map<Alike, Comparison> compared = new HashMap<>();
        Map<Map<String, Object>, Answer> answers = new HashMap<>();
        for (Question each : withVariables(questions, replay, answers)) {
            Alike alike = new Alike(each.values(), each.was(), each.gone());
            Comparison comparison = compared.computeIfAbsent(alike, question -> {
                Answer answer = answers.computeIfAbsent(question.values(), replay::ask);
                boolean known = answer.outcome() != null && !question.gone();
                return tally.compare(
                        question.values(),
                        question.was(),
                        known ? answer.outcome() : null,
                        question.gone() ? "версию таблицы, которую тогда спрашивали, удалили" : reason(table, answer));
            });
            tally.add(comparison, each.deal(), each.at(), each.note());
        }
        Instant from = more ? questions.get(questions.size() - 1).at() : since;
        return tally.answer(from, now, questions.size(), more);
    }

    private static String reason(TableText table, Answer answer) {
        return "тогда не записали: "
                + answer.missing().stream()
                        .map(variable -> "«" + table.titleOf(variable) + "»")
                        .collect(Collectors.joining(", "));
    }

    private List<Question> questions(Past past, String key, Map<String, TableText> versions) {
        Map<Map<String, Object>, Map<String, Object>> once = new HashMap<>();
        List<Question> questions = new ArrayList<>(past.evaluations().size());
        for (Evaluation evaluation : past.evaluations()) {
            if (!versions.containsKey(evaluation.definition())) {
                versions.put(evaluation.definition(), version(evaluation.definition(), key));
            }
            TableText version = versions.get(evaluation.definition());
            Map<String, Object> values = new HashMap<>();
            if (version != null) {
                version.inputs().stream()
                        .filter(input -> evaluation.inputs().containsKey(input.id()))
                        .forEach(input ->
                                values.put(input.asks(), evaluation.inputs().get(input.id())));
            }
            questions.add(new Question(
                    evaluation.businessKey(),
                    evaluation.at(),
                    evaluation,
                    once.computeIfAbsent(values, same -> same),
                    Outcome.of(evaluation),
                    null,
                    version == null));
        }
        return questions;
    }

    /** @return the table as it was when it was asked, null when it has been deleted */
    private TableText version(String definition, String key) {
        return ownWork.call(() -> {
            boolean there = repository
                            .createDecisionDefinitionQuery()
                            .decisionDefinitionId(definition)
                            .count()
                    > 0;
            return there
                    ? TableText.of(repository.getDmnModelInstance(definition)).get(key)
                    : null;
        });
    }

    private static Question question(AskedElsewhere.Asked asked, Replay current) {
        Answer answer = current.ask(asked.values());
        Outcome was = answer.outcome() == null ? Outcome.failed("нет ответа") : answer.outcome();
        return new Question(asked.deal(), asked.at(), null, asked.values(), was, asked.note(), false);
    }

    /**
     * Fills in what the table asks for and its recorded columns do not tell: a step of a model offers the variables of its process, as
     * far as history tells what they were.
     */
    private List<Question> withVariables(
            List<Question> questions, Replay replay, Map<Map<String, Object>, Answer> answers) {
        List<Question> all = questions;
        Set<String> looked = new HashSet<>();
        while (true) {
            Set<String> missing = new HashSet<>();
            List<Evaluation> open = new ArrayList<>();
            for (Question each : all) {
                if (each.evaluation() != null && each.evaluation().byModel() && !each.gone()) {
                    Answer answer = answers.computeIfAbsent(each.values(), replay::ask);
                    if (!looked.containsAll(answer.missing())) {
                        missing.addAll(answer.missing());
                        open.add(each.evaluation());
                    }
                }
            }
            missing.removeAll(looked);
            if (missing.isEmpty()) {
                return all;
            }
            looked.addAll(missing);
            all = filled(all, variables.of(open, missing));
        }
    }

    private static List<Question> filled(Collection<Question> questions, Map<String, Map<String, Object>> known) {
        Map<Map<String, Object>, Map<String, Object>> once = new HashMap<>();
        return questions.stream()
                .map(each -> {
                    Map<String, Object> found = each.evaluation() == null
                            ? null
                            : known.get(each.evaluation().id());
                    if (found == null || found.isEmpty()) {
                        return each;
                    }
                    Map<String, Object> values = new HashMap<>(found);
                    values.putAll(each.values());
                    return new Question(
                            each.deal(),
                            each.at(),
                            each.evaluation(),
                            once.computeIfAbsent(values, same -> same),
                            each.was(),
                            each.note(),
                            false);
                })
                .toList();
    }
}
