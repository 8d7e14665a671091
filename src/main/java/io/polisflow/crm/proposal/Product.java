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

    @OneToMany(cascade = CascadeType.ALL)
    @JoinColumn(name = "product_code", nullable = false, updatable = false)
    @OrderBy("position")
    private List<RiskParameter> parameters = new ArrayList<>();

    protected Product() {}

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

    public List<RiskParameter> parameters() {
        return parameters;
    }
}
