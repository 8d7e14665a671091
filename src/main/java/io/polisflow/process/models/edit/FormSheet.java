package io.polisflow.process.models.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A form as it is typed: its components in order. */
public record FormSheet(String id, List<Item> items) {

    /**
     * A component.
     *
     * @param id its own, or any other name when it is new
     * @param isNew whether it was added on the page
     * @param values what is typed of each {@link FormProperty}, by name; blank for what is not there
     * @param holds whether others stand in it
     * @param source where its options come from when they are not its own, or null
     */
    public record Item(
            String id,
            String type,
            boolean isNew,
            Map<FormProperty, String> values,
            boolean holds,
            List<Item> items,
            String source) {

        /** @return what it is called in messages */
        public String title() {
            for (FormProperty named :
                    List.of(FormProperty.LABEL, FormProperty.DATE_LABEL, FormProperty.KEY, FormProperty.TEXT)) {
                String name = values.getOrDefault(named, "");
                if (!name.isBlank()) {
                    return name.length() > 60 ? name.substring(0, 59) + "…" : name;
                }
            }
            return FormKinds.word(type);
        }

        /** @return blank when there is nothing */
        public String value(FormProperty property) {
            return values.getOrDefault(property, "");
        }

        public String kind() {
            return FormKinds.word(type);
        }

        /** @return what can be typed of it; options that come from elsewhere cannot */
        public List<FormProperty> properties() {
            return FormProperty.of(type).stream()
                    .filter(property -> property != FormProperty.VALUES || source == null)
                    .toList();
        }
    }

    /** What is wrong with a component. */
    public record Problem(String item, FormProperty property, String text) {}

    /** @return all of them, holders before what they hold */
    public List<Item> all() {
        List<Item> all = new ArrayList<>();
        collect(items, all);
        return all;
    }

    private static void collect(List<Item> items, List<Item> all) {
        items.forEach(item -> {
            all.add(item);
            collect(item.items(), all);
        });
    }
}
