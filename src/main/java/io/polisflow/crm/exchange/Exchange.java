package io.polisflow.crm.exchange;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import java.time.Instant;

/** One question and answer between us and an outside system, as the «обмен» journal of a deal shows it. */
@Entity
public class Exchange {

    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_LINE = 500;
    private static final int LONGEST_TEXT = 20_000;

    /** Who asked whom. */
    public enum Direction {
        /** We asked the outside system. */
        OUT,
        /** It told us. */
        IN
    }

    /** What came of it, seen from the side that asked. */
    public enum Outcome {
        OK,
        /** An answer that says no. */
        REFUSED,
        /** No answer, or none that can be used. */
        FAULT;

        /** @param status of HTTP; one that says «later» is a fault, as the asker's engine will try again */
        public static Outcome ofHttp(int status) {
            if (status < 400) {
                return OK;
            }
            return status >= 500 || status == 429 ? FAULT : REFUSED;
        }
    }

    @Id
    @GeneratedValue(generator = "id_seq")
    @SequenceGenerator(name = "id_seq", sequenceName = "id_seq")
    private Long id;

    @Column(name = "at_")
    private Instant at;

    private String subject;

    @Enumerated(EnumType.STRING)
    private Direction direction;

    @Column(name = "system_")
    private String system;

    private String operation;
    private String address;
    private Integer status;

    @Enumerated(EnumType.STRING)
    private Outcome outcome;

    private long millis;
    private String request;
    private String answer;
    private String fault;

    protected Exchange() {}

    /**
     * @param at when it began
     * @param subject number of the deal, request or lead that it was about, or null
     * @param system short name, e.g. {@code registry}
     * @param operation stable short name of what was asked, e.g. {@code findById}
     */
    public Exchange(Instant at, String subject, Direction direction, String system, String operation) {
        this.at = at;
        this.subject = subject;
        this.direction = direction;
        this.system = system;
        this.operation = storable(operation, LONGEST_NAME);
        this.outcome = Outcome.FAULT;
    }

    /**
     * @param address method and path, without secrets, or null
     * @param request what was sent, secrets and personal data masked, or null
     */
    public Exchange asked(String address, String request) {
        this.address = storable(address, LONGEST_LINE);
        this.request = storable(request, LONGEST_TEXT);
        return this;
    }

    /**
     * @param status of the protocol, e.g. 200, or null when it has none
     * @param answer secrets and personal data masked, or null
     */
    public Exchange answered(Outcome outcome, Integer status, String answer, long millis) {
        this.outcome = outcome;
        this.status = status;
        this.answer = storable(answer, LONGEST_TEXT);
        this.millis = millis;
        return this;
    }

    /** @param fault what went wrong, without secrets */
    public Exchange failed(String fault, long millis) {
        this.outcome = Outcome.FAULT;
        this.fault = storable(fault, LONGEST_LINE);
        this.millis = millis;
        return this;
    }

    /** PostgreSQL stores no NUL characters. */
    private static String storable(String text, int longest) {
        String kept = text == null ? null : text.replace('\u0000', '\uFFFD');
        return kept == null || kept.length() <= longest ? kept : kept.substring(0, longest - 1) + "…";
    }

    public Long id() {
        return id;
    }

    /** What was rolled back can be stored anew. */
    void forgetId() {
        id = null;
    }

    public Instant at() {
        return at;
    }

    public String subject() {
        return subject;
    }

    public Direction direction() {
        return direction;
    }

    public String system() {
        return system;
    }

    public String operation() {
        return operation;
    }

    public String address() {
        return address;
    }

    public Integer status() {
        return status;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** How long it took, in milliseconds. */
    public long millis() {
        return millis;
    }

    public String request() {
        return request;
    }

    public String answer() {
        return answer;
    }

    /** @return null unless nothing usable came back */
    public String fault() {
        return fault;
    }
}
