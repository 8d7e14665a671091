package io.polisflow.crm.audit;

/**
 * Something that is not as it was written.
 *
 * @param position in the chain, 0 when it has none
 * @param event number of the row, 0 when it is not there
 */
public record AuditFinding(Kind kind, long position, long event, String detail) {

    /** What is wrong. */
    public enum Kind {
        CHANGED("строка изменена или подделана"),
        MISSING("строк не хватает"),
        ORDER("нарушен порядок или разорвана цепочка"),
        KEY("строка заверена не тем ключом"),
        ANCHOR("цепочка не сходится с отметкой"),
        FILE("файл не читается");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** One line for people: what is wrong, where. */
    public String text() {
        return kind.label()
                + (position > 0 ? ", место " + position : "")
                + (event > 0 ? ", строка " + event : "")
                + (detail == null ? "" : ": " + detail);
    }
}
