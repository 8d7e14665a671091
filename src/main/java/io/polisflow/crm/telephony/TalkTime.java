package io.polisflow.crm.telephony;

/** Writes how long a talk was, as people say it. */
public final class TalkTime {

    private TalkTime() {}

    /** @param seconds not negative; null counts as none */
    public static String shown(Integer seconds) {
        int all = seconds == null ? 0 : seconds;
        int hours = all / 3600;
        int minutes = all / 60 % 60;
        String rest = (hours > 0 || minutes > 0 ? minutes + " мин " : "") + all % 60 + " с";
        return hours > 0 ? hours + " ч " + rest : rest;
    }
}
