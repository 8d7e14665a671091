package io.polisflow.process.letterdelivery;

import io.polisflow.process.engine.Variable;

/** The contract of the model {@code letter-delivery}: its elements, messages and variables. */
public final class LetterDelivery {

    public static final String KEY = "letter-delivery";

    public static final String MESSAGE_LETTER_WRITTEN = "letter.written";

    public static final String TASK_DELIVER_LETTER = "Task_DeliverLetter";
    public static final String END_LETTER_STOPPED = "End_LetterStopped";
    public static final String END_LETTER_SENT = "End_LetterSent";
    public static final String TASK_CORRECT_LETTER = "Task_CorrectLetter";
    public static final String TASK_RECORD_CORRECTION = "Task_RecordCorrection";
    public static final String END_LETTER_DROPPED = "End_LetterDropped";

    public static final Variable<Long> LETTER_ID = Variable.of("letterId", Long.class);
    public static final Variable<Boolean> ACCEPTED = Variable.of("letterAccepted", Boolean.class);
    public static final Variable<Boolean> STOPPED = Variable.of("letterStopped", Boolean.class);
    public static final Variable<String> CORRECTION = Variable.of("letterCorrection", String.class);

    public static final String SEND = "send";
    public static final String DROP = "drop";

    private LetterDelivery() {}
}
