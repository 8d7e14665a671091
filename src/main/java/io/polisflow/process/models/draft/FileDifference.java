package io.polisflow.process.models.draft;

import io.polisflow.crm.template.WordingDiff;
import java.util.List;

/**
 * What one file of a draft changes of what is in force.
 *
 * @param title the model's name, or the file's
 * @param layout what was only moved or drawn otherwise, in words; nothing of it changes how a deal goes
 * @param problem why the two could not be compared, or null
 * @param lines of a wording all of them, with what was added and taken out
 */
public record FileDifference(
        String path,
        String title,
        Kind kind,
        boolean isNew,
        List<Change> changes,
        List<TableDifference> tables,
        List<String> layout,
        String problem,
        List<WordingDiff.Row> lines) {

    FileDifference(
            String path,
            String title,
            Kind kind,
            boolean isNew,
            List<Change> changes,
            List<TableDifference> tables,
            List<String> layout,
            String problem) {
        this(path, title, kind, isNew, changes, tables, layout, problem, List.of());
    }

    /** What sort of file it is. */
    public enum Kind {
        MODEL("модель"),
        TABLE("таблица"),
        FORM("форма"),
        WORDING("текст");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        static Kind of(String path) {
            return path.endsWith(".bpmn")
                    ? MODEL
                    : path.endsWith(".dmn") ? TABLE : path.endsWith(".txt") ? WORDING : FORM;
        }
    }

    /** What has become of an element, a row, a component. */
    public enum Sort {
        ADDED("добавлено", "+"),
        CHANGED("изменено", "~"),
        REMOVED("убрано", "−"),
        SAME("без изменений", "");

        private final String label;
        private final String sign;

        Sort(String label, String sign) {
            this.label = label;
            this.sign = sign;
        }

        public String label() {
            return label;
        }

        /** @return what says the same without colour */
        public String sign() {
            return sign;
        }
    }

    /**
     * @param element its id
     * @param what the element in words
     * @param properties what of it has changed; of a new element what it brings
     */
    public record Change(Sort sort, String element, String what, List<Property> properties) {}

    /** @param before null when it was not there @param after null when it is gone */
    public record Property(String name, String before, String after) {}

    /** @return whether nothing at all differs but perhaps blanks and line ends */
    public boolean isEmpty() {
        return problem == null
                && changes.isEmpty()
                && layout.isEmpty()
                && lines.stream().noneMatch(line -> line.isAdded() || line.isRemoved())
                && tables.stream().allMatch(TableDifference::isEmpty);
    }

    static FileDifference unreadable(String path, boolean isNew, String problem) {
        return new FileDifference(path, path, Kind.of(path), isNew, List.of(), List.of(), List.of(), problem);
    }
}
