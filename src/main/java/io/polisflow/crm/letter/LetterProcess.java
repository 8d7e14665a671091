package io.polisflow.crm.letter;

/** Has a letter that a person wrote delivered in its own time, tried again while the mail server is down. */
public interface LetterProcess {

    /** Asks for the delivery, in the transaction that keeps the letter. */
    void written(Letter letter);
}
