require_usable_key() {
    key_state=$(aws kms describe-key --region "$region" --key-id "$key_arn" \
        --query 'join(`" "`,[KeyMetadata.KeyManager,KeyMetadata.KeyState])' --output text)
    [ "$key_state" = 'CUSTOMER Enabled' ] || stop "the key $key_arn is not an enabled customer managed key: $key_state"
}
