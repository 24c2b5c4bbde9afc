update_template() {
    choose_role
    write_template
    aws ecr "$template_command" --region "$region" --cli-input-json "file://$work/template.json" \
        --encryption-configuration "encryptionType=$encryption,kmsKey=$key_arn" --custom-role-arn "$role_arn" >/dev/null
    say "$template_command: done"
}
