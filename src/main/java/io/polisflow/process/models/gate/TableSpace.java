package io.polisflow.process.models.gate;

import io.polisflow.process.models.gate.Table.InputColumn;
import io.polisflow.process.models.gate.Table.Row;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.UserTask;

/** The space of all questions that can be put to one table, with its rows in it. */
final class TableSpace {

    private final Table table;
    private final List<List<Object>> samples = new ArrayList<>();
    /** By column what can really come; empty when that is not known. */
    private final List<Set<String>> codes = new ArrayList<>();

    private final RowSpace certain;
    private final RowSpace possible;
    private final List<BitSet[]> questions;

    TableSpace(Table table, ModelSet set, ModelVocabulary vocabulary) {
        this.table = table;
        for (int i = 0; i < table.inputs().size(); i++) {
            samples.add(samples(i, set, vocabulary));
        }
        List<List<UnaryTest>> cells = table.rows().stream().map(Row::tests).toList();
        certain = new RowSpace(samples, cells, false);
        possible = new RowSpace(samples, cells, true);
        questions = questions(set);
    }

    /** @return the rows where cells that cannot be analysed apply to nothing */
    RowSpace certain() {
        return certain;
    }

    /** @return the rows where cells that cannot be analysed apply to everything */
    RowSpace possible() {
        return possible;
    }

    /** @return the parts of the space that can really be asked for */
    List<BitSet[]> questions() {
        return questions;
    }

    /** @return the part of the space where the deadline of that task is asked for */
    BitSet[] question(String processKey, String taskId) {
        BitSet[] question = real();
        int process = column(Codes.PROCESS);
        int task = column(Codes.USER_TASK);
        if (process >= 0) {
            question[process] = only(process, processKey);
        }
        if (task >= 0) {
            question[task] = only(task, taskId);
        }
        return question;
    }

    private List<Object> samples(int index, ModelSet set, ModelVocabulary vocabulary) {
        InputColumn column = table.inputs().get(index);
        List<UnaryTest> cells = table.rows().stream()
                .map(row -> row.tests().get(index))
                .filter(UnaryTest::isAnalysable)
                .toList();
        Codes kind = Codes.byVariable(column.name());
        Set<String> known = kind == null || kind.several() ? Set.of() : kind.known(set, vocabulary);
        if (kind == Codes.USER_TASK) {
            known = new TreeSet<>(known);
            set.oldTasks().stream().map(OldTask::task).forEach(known::add);
        }
        codes.add(known);
        return SampleValues.of(column.type(), cells, known, column.allowed());
    }

    /** A task belongs to one process: where a table asks for both, only the pairs that exist are questions. */
    private List<BitSet[]> questions(ModelSet set) {
        int process = column(Codes.PROCESS);
        int task = column(Codes.USER_TASK);
        if (process < 0 || task < 0) {
            return List.<BitSet[]>of(real());
        }
        List<BitSet[]> pairs = new ArrayList<>();
        set.models().values().forEach(model -> model.getModelElementsByType(Process.class)
                .forEach(each -> model.getModelElementsByType(UserTask.class)
                        .forEach(one -> pairs.add(question(each.getId(), one.getId())))));
        return pairs;
    }

    private BitSet[] real() {
        BitSet[] all = possible.everything();
        for (int column = 0; column < all.length; column++) {
            for (int i = 0; i < samples.get(column).size(); i++) {
                if (!codes.get(column).isEmpty()
                        && samples.get(column).get(i) instanceof String text
                        && !codes.get(column).contains(text)) {
                    all[column].clear(i);
                }
            }
        }
        return all;
    }

    private int column(Codes codes) {
        for (int i = 0; i < table.inputs().size(); i++) {
            if (Codes.byVariable(table.inputs().get(i).name()) == codes) {
                return i;
            }
        }
        return -1;
    }

    private BitSet only(int column, Object value) {
        BitSet bits = new BitSet();
        int index = samples.get(column).indexOf(value);
        if (index >= 0) {
            bits.set(index);
        }
        return bits;
    }

    /** @return the point in words */
    String example(Object[] point) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < point.length; i++) {
            if (point[i] != SampleValues.ANY) {
                parts.add("«" + table.inputs().get(i).title() + "» = " + SampleValues.shown(point[i]));
            }
        }
        return parts.isEmpty() ? "при любых значениях" : String.join(", ", parts);
    }
}
