package io.polisflow.web.dictionary;

import io.polisflow.crm.proposal.CatalogueEditor.ProductDraft;
import io.polisflow.crm.proposal.Product;

/** A product's form as it was typed. @param revision which state of the product the person saw, 0 for a new one */
record ProductForm(
        String code, String name, String description, String place, String validFrom, String validTo, int revision) {

    static ProductForm blank() {
        return new ProductForm("", "", "", "", "", "", 0);
    }

    /** @param place from 1 */
    static ProductForm of(Product product, int place) {
        return new ProductForm(
                product.code(),
                product.name(),
                product.description(),
                String.valueOf(place),
                String.valueOf(product.validFrom()),
                product.validTo() == null ? "" : product.validTo().toString(),
                product.revision());
    }

    /** What was typed, over the state that the person has now read about. */
    ProductForm over(int newest) {
        return new ProductForm(code, name, description, place, validFrom, validTo, newest);
    }

    ProductDraft draft() {
        return new ProductDraft(
                name,
                description,
                Typed.place("place", place),
                Typed.day("validFrom", validFrom),
                Typed.day("validTo", validTo));
    }
}
