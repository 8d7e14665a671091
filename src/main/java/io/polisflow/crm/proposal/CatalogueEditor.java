package io.polisflow.crm.proposal;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.RefusedException;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes the catalogue and records who did; codes and kinds never change and nothing is deleted, because old proposals and
 * the underwriting system name them.
 */
@Service
@Transactional
public class CatalogueEditor {

    private final LockedProducts products;
    private final Changes changes;
    private final InsertOnce insertOnce;
    private final Clock clock;

    CatalogueEditor(LockedProducts products, Changes changes, InsertOnce insertOnce, Clock clock) {
        this.products = products;
        this.changes = changes;
        this.insertOnce = insertOnce;
        this.clock = clock;
    }

    /**
     * A product as a person wrote it.
     *
     * @param place in the catalogue, from 1; null leaves it, a new one goes to the end
     * @param validTo the last day on which it is offered, or null
     */
    public record ProductDraft(
            String name, String description, Integer place, LocalDate validFrom, LocalDate validTo) {}

    /** @return all products in the catalogue's order, those not yet or no longer offered too */
    @Transactional(readOnly = true)
    public List<Product> all() {
        return products.findAllByOrderByPositionAscCodeAsc();
    }

    /**
     * Adds a product that asks for nothing yet.
     *
     * @param code the underwriting system's code: lower-case Latin letters, digits and hyphens
     * @throws RefusedException naming the field at fault; a {@link ConflictException} when the code is taken
     */
    public void add(String code, ProductDraft draft, String actor) {
        List<Product> all = locked();
        String known = CatalogueRules.productCode(code);
        ProductDraft checked = CatalogueRules.checked(draft, all, null, today());
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("code", known);
        row.put("name", checked.name());
        row.put("description", checked.description());
        row.put("position", all.size() + 1);
        row.put("valid_from", checked.validFrom());
        row.put("valid_to", checked.validTo());
        if (!insertOnce.insert("product", row, List.of("code"))) {
            throw new ConflictException("Продукт с кодом «" + known + "» уже есть в каталоге");
        }
        record(known, "Добавлен продукт «" + checked.name() + "»", actor);
        if (checked.place() != null) {
            List<Product> order = new ArrayList<>(products.read());
            place(order, find(order, known), checked.place());
        }
    }

    /**
     * @param revision which {@link Product#revision} the person saw
     * @throws ConflictException when somebody changed the product meanwhile, or no product would be offered today
     */
    public void change(String code, int revision, ProductDraft draft, String actor) {
        List<Product> all = new ArrayList<>(locked());
        Product product = atRevision(find(all, code), revision);
        ProductDraft checked = CatalogueRules.checked(draft, all, product, today());
        Differences differences = new Differences()
                .note("название", product.name(), checked.name())
                .note("описание", product.description(), checked.description())
                .note("действует с", product.validFrom(), checked.validFrom())
                .note("действует по", product.validTo(), checked.validTo())
                .note("место", all.indexOf(product) + 1, CatalogueRules.place(checked.place(), all, product));
        if (differences.none()) {
            return;
        }
        product.describe(checked.name(), checked.description(), checked.validFrom(), checked.validTo());
        if (all.stream().noneMatch(each -> each.isOffered(today()))) {
            throw new ConflictException("Это последний продукт, который предлагают сегодня: сначала добавьте другой");
        }
        if (checked.place() != null) {
            place(all, product, checked.place());
        }
        product.revised();
        record(code, differences.text(), actor);
    }

    /**
     * Adds a fact that proposals begun on its first day or later have to tell.
     *
     * @param revision which {@link Product#revision} the person saw
     * @throws RefusedException naming the field at fault
     */
    public void addParameter(String productCode, int revision, ParameterDraft draft, String actor) {
        Product product = atRevision(find(locked(), productCode), revision);
        ParameterDraft checked = ParameterRules.checked(draft, product, null, today());
        RiskParameter parameter = new RiskParameter(checked.code(), checked.type());
        checked.writeTo(parameter);
        List<RiskParameter> order = new ArrayList<>(product.parameters());
        order.add(Math.min(Math.max(checked.placeOr(order.size() + 1), 1), order.size() + 1) - 1, parameter);
        product.add(parameter);
        number(order);
        product.revised();
        record(productCode, "Добавлен параметр «" + parameter.label() + "», " + checked.days(), actor);
    }

    /**
     * @param revision which {@link Product#revision} the person saw
     * @param draft its code and kind are not read: they never change
     * @throws RefusedException naming the field at fault
     */
    public void changeParameter(String productCode, String code, int revision, ParameterDraft draft, String actor) {
        Product product = atRevision(find(locked(), productCode), revision);
        List<RiskParameter> order = new ArrayList<>(product.parameters());
        RiskParameter parameter = order.stream()
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no parameter " + code));
        ParameterDraft checked = ParameterRules.checked(draft, product, parameter, today());
        ParameterDraft before = ParameterDraft.of(parameter, order.indexOf(parameter) + 1);
        Differences differences = checked.against(before);
        if (differences.none()) {
            return;
        }
        checked.writeTo(parameter);
        order.remove(parameter);
        order.add(Math.min(Math.max(checked.placeOr(before.place()), 1), order.size() + 1) - 1, parameter);
        number(order);
        product.revised();
        record(productCode, "Параметр «" + before.label() + "»: " + differences.text(), actor);
    }

    /** @return the latest changes of a product, newest first */
    @Transactional(readOnly = true)
    public List<CatalogueChange> changes(String productCode) {
        return changes.findTop50ByProductCodeOrderByIdDesc(productCode);
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    /** Waits for whoever is changing the catalogue, then reads it anew: what they added was not there to be locked. */
    private List<Product> locked() {
        products.lock();
        return products.read();
    }

    private static Product find(List<Product> all, String code) {
        return all.stream()
                .filter(product -> product.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no product " + code));
    }

    private static Product atRevision(Product product, int revision) {
        if (product.revision() != revision) {
            throw new ConflictException("Продукт «" + product.name()
                    + "» только что изменил другой сотрудник: что именно, сказано в журнале ниже."
                    + " Ваши значения остались в форме: сверьте их и сохраните снова");
        }
        return product;
    }

    private static void place(List<Product> order, Product product, int place) {
        order.remove(product);
        order.add(Math.min(Math.max(place, 1), order.size() + 1) - 1, product);
        for (int i = 0; i < order.size(); i++) {
            order.get(i).moveTo(i + 1);
        }
    }

    private static void number(List<RiskParameter> order) {
        for (int i = 0; i < order.size(); i++) {
            order.get(i).moveTo(i + 1);
        }
    }

    private void record(String productCode, String text, String actor) {
        changes.save(new CatalogueChange(clock.instant(), actor, productCode, text));
    }

    interface LockedProducts extends Repository<Product, String> {

        /** By code, which never changes: in any other order two who lock could wait for each other. */
        @Lock(LockModeType.PESSIMISTIC_WRITE)
        @Query("select p from Product p order by p.code")
        List<Product> lock();

        @Query("select p from Product p order by p.position, p.code")
        List<Product> read();

        @Query("select p from Product p order by p.position, p.code")
        List<Product> findAllByOrderByPositionAscCodeAsc();
    }

    interface Changes extends Repository<CatalogueChange, Long> {
        CatalogueChange save(CatalogueChange change);

        List<CatalogueChange> findTop50ByProductCodeOrderByIdDesc(String productCode);
    }
}
