package io.polisflow.web.audit;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Entity;
import jakarta.persistence.Transient;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

class AuditFieldsTest {

    @Test
    void everyFieldThatTheAuditMayNameHasARussianName() throws ClassNotFoundException {
        Set<String> fields = fields();

        assertThat(fields).hasSizeGreaterThan(300);
        assertThat(fields.stream().filter(field -> !AuditFields.label(field).matches(".*[А-Яа-яё].*")))
                .as("give each a Russian name in audit/fields.properties")
                .isEmpty();
        assertThat(AuditFields.label("noSuchField")).isEqualTo("noSuchField");
    }

    private static Set<String> fields() throws ClassNotFoundException {
        ClassPathScanningCandidateComponentProvider entities = new ClassPathScanningCandidateComponentProvider(false);
        entities.addIncludeFilter(new AnnotationTypeFilter(Entity.class));
        Set<String> fields = new TreeSet<>();
        for (BeanDefinition found : entities.findCandidateComponents("io.polisflow")) {
            for (Class<?> type = Class.forName(found.getBeanClassName());
                    type != Object.class;
                    type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    if ((field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0
                            && !field.isAnnotationPresent(Transient.class)
                            && !field.isSynthetic()) {
                        fields.add(field.getName());
                    }
                }
            }
        }
        return fields;
    }
}
