package io.polisflow.crm.proposal;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** An entry of the catalogue, offered from its first to its last day, with the parameters that its risk needs. */
@Entity
public class Product {

    @Id
    private String code;

    private String name;
    private String description;
    private int position;
    private LocalDate validFrom;
    private LocalDate validTo;
    private int revision;

    @OneToMany(cascade = CascadeType.ALL)
    @JoinColumn(name = "product_code", nullable = false, updatable = false)
    @OrderBy("position")
    private List<RiskParameter> parameters = new ArrayList<>();

    protected Product() {}

    Product(String code) {
        this.code = code;
    }

    void describe(String newName, String newDescription, LocalDate from, LocalDate to) {
        name = newName;
        description = newDescription;
        validFrom = from;
        validTo = to;
    }

    void moveTo(int newPosition) {
        position = newPosition;
    }

    void add(RiskParameter parameter) {
        parameters.add(parameter);
    }

    void revised() {
        revision++;
    }

    public boolean isOffered(LocalDate day) {
        return !day.isBefore(validFrom) && (validTo == null || !day.isAfter(validTo));
    }

    public String code() {
        return code;
    }

    public String name() {
        return name;
    }

    public String description() {
        return description;
    }

    public LocalDate validFrom() {
        return validFrom;
    }

    /** @return the last day on which it is offered, or null while none is set */
    public LocalDate validTo() {
        return validTo;
    }

    /** @return rises with each change of the product or its parameters */
    public int revision() {
        return revision;
    }

    /** @return also those which are not asked yet or any more: old proposals still hold their values */
    public List<RiskParameter> parameters() {
        return parameters;
    }

    /** @return what a proposal begun on that day has to tell */
    public List<RiskParameter> parametersOn(LocalDate day) {
        return parameters.stream().filter(parameter -> parameter.isAsked(day)).toList();
    }
}
