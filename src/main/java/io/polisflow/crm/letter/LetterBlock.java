package io.polisflow.crm.letter;

import java.util.List;

/** Tables that stand in a letter in place of a block's field; all texts are plain, whoever shows them escapes them. */
public record LetterBlock(List<Table> tables) {

    /**
     * @param title heading, Russian
     * @param note a line under the title, null for none
     * @param columns titles of the columns
     */
    public record Table(String title, String note, List<String> columns, List<List<Cell>> rows) {}

    /** @param href where the text leads, null for nowhere */
    public record Cell(String text, String href) {

        public static Cell of(String text) {
            return new Cell(text, null);
        }
    }
}
