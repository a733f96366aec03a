
show(props.value || '');
