package io.polisflow.templates;

import io.polisflow.process.engine.FormData;
import io.polisflow.process.engine.FormInput;
import io.polisflow.process.engine.Variable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.Handle;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.Type;
import org.springframework.util.ReflectionUtils;

/**
 * What a delegate or listener does to its process, read from its bytecode, so that no declaration can drift from it.
 *
 * <p>Followed is every call within {@code io.polisflow.process}; the house's way to use variables and forms is known by type.
 */
final class DelegateFacts {

    private static final String FOLLOWED = "io/polisflow/process/";
    private static final String VARIABLE = Type.getInternalName(Variable.class);
    private static final String FORM_INPUT = Type.getInternalName(FormInput.class);
    private static final String FORM_DATA = Type.getInternalName(FormData.class);
    private static final String BPMN_ERROR = Type.getInternalName(BpmnError.class);
    private static final String DELEGATE = "org/camunda/bpm/engine/delegate/";
    private static final Set<String> ENTRIES = Set.of("execute", "notify");
    private static final Set<String> FORM_FIELDS = Set.of("text", "money", "number", "date", "flag", "rows", "choices");

    final Set<String> reads = new TreeSet<>();
    final Set<String> writes = new TreeSet<>();
    final Set<String> formFields = new TreeSet<>();
    final Set<String> shown = new TreeSet<>();
    final Set<String> errors = new TreeSet<>();

    private final Set<String> seen = new HashSet<>();

    private DelegateFacts() {}

    static DelegateFacts of(Class<?> bean) {
        DelegateFacts facts = new DelegateFacts();
        ENTRIES.forEach(entry -> facts.follow(Type.getInternalName(bean), entry, null));
        return facts;
    }

    private void follow(String owner, String method, String descriptor) {
        if (!seen.add(owner + method + descriptor)) {
            return;
        }
        Finder finder = new Finder(method, descriptor);
        ClassReader reader;
        try (InputStream bytes = DelegateFacts.class.getResourceAsStream("/" + owner + ".class")) {
            reader = new ClassReader(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reader.accept(finder, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        if (!finder.found && reader.getSuperName().startsWith(FOLLOWED)) {
            follow(reader.getSuperName(), method, descriptor);
        }
    }

    /** Reads the method of one class that was called. */
    private final class Finder extends ClassVisitor {

        private final String method;
        private final String descriptor;
        private boolean found;

        Finder(String method, String descriptor) {
            super(Opcodes.ASM9);
            this.method = method;
            this.descriptor = descriptor;
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] thrown) {
            boolean wanted = name.equals(method)
                    && (descriptor == null || descriptor.equals(type))
                    && (access & Opcodes.ACC_BRIDGE) == 0;
            found |= wanted;
            return wanted ? new Body() : null;
        }
    }

    /** Knows which variable or name a call means, because Java pushes them before the rest of the call's arguments. */
    private final class Body extends MethodVisitor {

        private final Deque<String> variables = new ArrayDeque<>();
        private final Deque<String> names = new ArrayDeque<>();
        private boolean nameOnTop;

        Body() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visitLdcInsn(Object constant) {
            nameOnTop = constant instanceof String;
            if (constant instanceof String name) {
                names.push(name);
            }
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String field, String descriptor) {
            nameOnTop = false;
            if (opcode == Opcodes.GETSTATIC && descriptor.equals("L" + VARIABLE + ";")) {
                variables.push(variable(owner, field));
            }
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String method, String descriptor, boolean isInterface) {
            boolean named = nameOnTop;
            nameOnTop = false;
            if (owner.equals(VARIABLE)) {
                use(method);
            } else if (owner.equals(FORM_INPUT)) {
                if (named && FORM_FIELDS.contains(method)) {
                    formFields.add(names.pop());
                }
            } else if (owner.equals(FORM_DATA) && method.startsWith("put")) {
                take(shown);
                names.clear();
            } else if (owner.equals(BPMN_ERROR) && method.equals("<init>")) {
                take(errors);
            } else if (owner.startsWith(DELEGATE) && named && method.startsWith("getVariable")) {
                reads.add(names.pop());
            } else if (owner.startsWith(DELEGATE) && method.startsWith("setVariable")) {
                take(writes);
            } else if (owner.startsWith(FOLLOWED)) {
                follow(owner, method, descriptor);
            }
            if (Type.getReturnType(descriptor) == Type.VOID_TYPE && !method.equals("<init>")) {
                variables.clear();
                names.clear();
            }
        }

        /** The first name of a call is the one that it is about; one that is computed is not known here. */
        private void take(Set<String> facts) {
            if (!names.isEmpty()) {
                facts.add(names.removeLast());
            }
        }

        private void use(String method) {
            switch (method) {
                case "name" -> {
                    names.push(variables.pop());
                    nameOnTop = true;
                }
                case "get" -> reads.add(variables.pop());
                case "set" -> writes.add(variables.pop());
                default -> variables.clear();
            }
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            nameOnTop = false;
            for (Object argument : arguments) {
                if (argument instanceof Handle handle && handle.getOwner().startsWith(FOLLOWED)) {
                    follow(handle.getOwner(), handle.getName(), handle.getDesc());
                }
            }
        }

        @Override
        public void visitVarInsn(int opcode, int variable) {
            nameOnTop = false;
            if (opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE) {
                names.clear();
            }
        }

        @Override
        public void visitInsn(int opcode) {
            nameOnTop = false;
            if (opcode == Opcodes.POP) {
                names.clear();
            }
        }
    }

    private static String variable(String owner, String field) {
        Class<?> contract;
        try {
            contract = Class.forName(Type.getObjectType(owner).getClassName());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
        var constant = ReflectionUtils.findField(contract, field);
        ReflectionUtils.makeAccessible(constant);
        return ((Variable<?>) ReflectionUtils.getField(constant, null)).name();
    }
}
