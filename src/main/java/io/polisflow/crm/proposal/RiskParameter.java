package io.polisflow.crm.proposal;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.SequenceGenerator;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A fact about a risk that a product asks for, with the rule by which a value is accepted. */
@Entity
public class RiskParameter {

    @Id
    @GeneratedValue(generator = "id_seq")
    @SequenceGenerator(name = "id_seq", sequenceName = "id_seq")
    private Long id;

    private String code;
    private String label;
    private String hint;

    @Enumerated(EnumType.STRING)
    private Type type;

    private boolean required;
    private BigDecimal minValue;
    private BigDecimal maxValue;
    private String defaultValue;
    private int position;
    private LocalDate validFrom;
    private LocalDate validTo;

    @ElementCollection
    @CollectionTable(name = "risk_parameter_option", joinColumns = @JoinColumn(name = "parameter_id"))
    @OrderColumn(name = "position")
    private List<Option> options = new ArrayList<>();

    protected RiskParameter() {}

    RiskParameter(String code, Type type) {
        this.code = code;
        this.type = type;
    }

    /** What kind of value is asked for. */
    public enum Type {
        TEXT("текст"),
        NUMBER("число"),
        OPTION("выбор из списка"),
        FLAG("да или нет");

        private final String label;

        Type(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** One of the values to choose from. */
    @Embeddable
    public static class Option {

        @Column(name = "code")
        private String value;

        private String label;
        private boolean offered;

        protected Option() {}

        Option(String value, String label, boolean offered) {
            this.value = value;
            this.label = label;
            this.offered = offered;
        }

        /** @return false when it only explains old values */
        public boolean offered() {
            return offered;
        }

        public String value() {
            return value;
        }

        public String label() {
            return label;
        }
    }

    /**
     * Reads a value as it was typed or chosen.
     *
     * @param typed null or blank when nothing was given
     * @return what is wrong with it in Russian, or empty
     */
    Optional<String> problemWith(String typed) {
        if (typed == null || typed.isBlank()) {
            return required ? Optional.of("«" + label + "»: укажите значение") : Optional.empty();
        }
        String value = canonical(typed);
        return switch (type) {
            case TEXT ->
                value.length() > 1000 ? Optional.of("«" + label + "»: не больше 1000 знаков") : Optional.empty();
            case FLAG ->
                value.matches("true|false")
                        ? Optional.empty()
                        : Optional.of("«" + label + "»: ответьте «да» или «нет»");
            case OPTION ->
                offered().stream().anyMatch(option -> option.value.equals(value))
                        ? Optional.empty()
                        : Optional.of("«" + label + "»: выберите значение из списка");
            case NUMBER -> numberProblem(value);
        };
    }

    private Optional<String> numberProblem(String value) {
        if (!value.matches("-?\\d{1,15}(\\.\\d{1,4})?")) {
            return Optional.of("«" + label + "»: укажите число");
        }
        BigDecimal number = new BigDecimal(value);
        if (minValue != null && number.compareTo(minValue) < 0) {
            return Optional.of("«" + label + "»: не меньше " + plain(minValue));
        }
        if (maxValue != null && number.compareTo(maxValue) > 0) {
            return Optional.of("«" + label + "»: не больше " + plain(maxValue));
        }
        return Optional.empty();
    }

    /** @return the value as it is stored: numbers with a point and without blanks, flags as true or false */
    String canonical(String typed) {
        String value = typed.strip();
        return switch (type) {
            case NUMBER -> value.replaceAll("[\\s\\u00a0\\u202f]", "").replace(',', '.');
            case FLAG ->
                switch (value.toLowerCase(java.util.Locale.ROOT)) {
                    case "да", "true" -> "true";
                    case "нет", "false" -> "false";
                    default -> value;
                };
            case TEXT, OPTION -> value;
        };
    }

    /** @return a stored value as a person reads it */
    public String display(String value) {
        return switch (type) {
            case FLAG -> "true".equals(value) ? "да" : "нет";
            case NUMBER -> grouped(value);
            case TEXT -> value;
            case OPTION ->
                options.stream()
                        .filter(option -> option.value.equals(value))
                        .map(Option::label)
                        .findFirst()
                        .orElse(value);
        };
    }

    /** Blanks between thousands from 10 000 on: a year has none. */
    private static String grouped(String number) {
        int point = number.indexOf('.');
        String whole = point < 0 ? number : number.substring(0, point);
        String fraction = point < 0 ? "" : "," + number.substring(point + 1);
        return (whole.length() < 5 ? whole : whole.replaceAll("\\B(?=(\\d{3})+$)", "\u00a0")) + fraction;
    }

    void describe(String newLabel, String newHint, boolean isRequired, BigDecimal min, BigDecimal max, String usual) {
        label = newLabel;
        hint = newHint;
        required = isRequired;
        minValue = min;
        maxValue = max;
        defaultValue = usual;
    }

    void askFrom(LocalDate from, LocalDate to) {
        validFrom = from;
        validTo = to;
    }

    void moveTo(int newPosition) {
        position = newPosition;
    }

    void offer(List<Option> all) {
        options.clear();
        options.addAll(all);
    }

    boolean isAsked(LocalDate day) {
        return !day.isBefore(validFrom) && (validTo == null || !day.isAfter(validTo));
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString().replace('.', ',');
    }

    public String code() {
        return code;
    }

    public String label() {
        return label;
    }

    public String hint() {
        return hint;
    }

    public Type type() {
        return type;
    }

    public String defaultValue() {
        return defaultValue;
    }

    public boolean required() {
        return required;
    }

    /** @return null when there is no least value */
    public BigDecimal minValue() {
        return minValue;
    }

    /** @return null when there is no greatest value */
    public BigDecimal maxValue() {
        return maxValue;
    }

    public LocalDate validFrom() {
        return validFrom;
    }

    /** @return the last day on which a new proposal is asked for it, or null while none is set */
    public LocalDate validTo() {
        return validTo;
    }

    /** @return also the options that only explain old values */
    public List<Option> options() {
        return options;
    }

    /** @return the options one may choose */
    public List<Option> offered() {
        return options.stream().filter(Option::offered).toList();
    }
}
