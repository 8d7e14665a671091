package io.polisflow.crm.personal;

/** The way by which a consent or its withdrawal reached us. */
public enum ConsentChannel {
    SITE("форма на сайте"),
    LETTER("письмо"),
    PHONE("телефон"),
    PAPER("бумага"),
    LINK("ссылка в письме"),
    CARD("карточка клиента");

    private final String label;

    ConsentChannel(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
