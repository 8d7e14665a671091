package io.polisflow.crm.clientimport;

import java.util.List;

/**
 * One row of a file.
 *
 * @param position as the file counts, headings being 1
 * @param cells as in the file
 * @param fate what it would come to, or null before the look
 * @param outcome what came of it, or null before the load
 * @param message why, in Russian, or null
 * @param clientId the card that it is about, or null
 */
public record ImportRow(int position, List<String> cells, Fate fate, Outcome outcome, String message, Long clientId) {

    static final String OF_ANOTHER = "Карточка уже есть, её ведёт другой менеджер";

    /** The same row for whoever does not see the card. */
    ImportRow withoutCard() {
        return new ImportRow(position, cells, fate, outcome, OF_ANOTHER, null);
    }

    /** What a row would come to. */
    public enum Fate {
        NEW("новая карточка"),
        DUPLICATE("уже есть"),
        ERROR("ошибка");

        private final String label;

        Fate(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** What came of a row. */
    public enum Outcome {
        CREATED("карточка заведена"),
        FILLED("карточка дополнена"),
        SKIPPED("уже есть, пропущена"),
        REFUSED("не загружена");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
