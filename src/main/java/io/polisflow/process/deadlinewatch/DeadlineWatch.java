package io.polisflow.process.deadlinewatch;

import io.polisflow.process.engine.Variable;

/** The contract of the model {@code deadline-watch}: its elements and variables. */
public final class DeadlineWatch {

    public static final String KEY = "deadline-watch";

    public static final String START_ROUND = "Start_Round";
    public static final String TASK_FIND_DUE = "Task_FindDue";
    public static final String TASK_REMIND_DOERS = "Task_RemindDoers";
    public static final String TASK_TELL_HEADS = "Task_TellHeads";
    public static final String TASK_TELL_SUPERVISORS = "Task_TellSupervisors";
    public static final String TASK_WRITE_LETTERS = "Task_WriteLetters";
    public static final String TASK_SEND_LETTER = "Task_SendLetter";
    public static final String END_NOTHING_DUE = "End_NothingDue";
    public static final String END_MARKED_ONLY = "End_MarkedOnly";
    public static final String END_TOLD = "End_Told";

    public static final Variable<Boolean> ANYTHING_DUE = Variable.of("anythingDue", Boolean.class);
    public static final Variable<Long> SWEEP_ID = Variable.of("sweepId", Long.class);
    public static final Variable<Integer> LETTERS = Variable.of("letters", Integer.class);

    /** Which letter an instance of the task sends, from 0; the engine sets it. */
    public static final Variable<Integer> LETTER = Variable.of("loopCounter", Integer.class);

    private DeadlineWatch() {}
}
